// Public exports of @latchkey/sdk/testing, for unit tests of partners.

export {
  type Answer,
  type ConnectionLoss,
  connectionLoss,
  type Delay,
  delay,
  type Failure,
  type OperationInput,
  type OperationName,
  type OperationResult,
  problem,
  type TestProblem,
  type TestProblemOptions,
} from './testing/answers.ts'
export {
  fakeApiKey,
  fakeDocument,
  fakeEvent,
  fakeId,
  fakePage,
  fakeRelationship,
  fakeUser,
  fakeViewer,
} from './testing/fake-records.ts'
export {
  fakeCompany,
  fakeDecision,
  fakeMessage,
  fakeMoney,
  fakeOffer,
  fakeOwner,
  fakeRequirement,
  fakeSubmission,
} from './testing/fake-submissions.ts'
export {
  createTestClient,
  type ReceivedCall,
  type TestClient,
  type TestClientOptions,
} from './testing/test-client.ts'
