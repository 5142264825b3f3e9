#!/usr/bin/env bash
# Starts a real S3 service (Ceph's RADOS gateway) that keeps everything in memory and listens on loopback only.
# Usage: s3-up.sh FOLDER PORT MONITOR_PORT MONITOR_PORT_2. Keys: APPKEY and APPSECRET. Process ids: FOLDER/run/*.pid.
set -euo pipefail

folder=$1 port=$2 monitor=$3 monitor2=$4
mkdir -p "$folder"/{mon,osd,mgr,run,log,rgw}
cd "$folder"
cluster=$(cat /proc/sys/kernel/random/uuid) disk=$(cat /proc/sys/kernel/random/uuid)
address="[v2:127.0.0.1:$monitor2,v1:127.0.0.1:$monitor]"

cat > ceph.conf <<EOF
[global]
fsid = $cluster
mon initial members = a
mon host = $address
public addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
ms client mode = crc
ms cluster mode = crc
ms service mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 1
mon data avail warn = 1
osd objectstore = memstore
memstore device bytes = 1073741824
osd memory target = 939524096
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
mon data = $folder/mon
osd data = $folder/osd
mgr data = $folder/mgr
mgr initial modules =
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw data = $folder/rgw
EOF

monmaptool --create --clobber --fsid "$cluster" --addv a "$address" monmap > /dev/null
ceph-mon -c ceph.conf --mkfs -i a --monmap monmap
ceph-mon -c ceph.conf -i a
ceph -c ceph.conf osd new "$disk" > /dev/null
ceph-mgr -c ceph.conf -i x
ceph-osd -c ceph.conf -i 0 --mkfs --osd-uuid "$disk" 2> /dev/null
ceph-osd -c ceph.conf -i 0 2> /dev/null
until ceph -c ceph.conf osd stat 2> /dev/null | grep -q '1 up'; do sleep 0.25; done
radosgw-admin -c ceph.conf user create --uid=app --display-name=app --access-key=APPKEY --secret-key=APPSECRET > /dev/null 2>&1
radosgw -c ceph.conf -n client.admin --no-mon-config
until curl -s -m 1 -o /dev/null "http://127.0.0.1:$port"; do sleep 0.25; done
# The manager uses 300 MB and is not needed once the pools exist.
kill "$(cat run/mgr.x.pid)"
