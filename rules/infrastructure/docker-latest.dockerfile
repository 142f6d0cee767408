# ruleid: docker-latest
FROM python:latest AS build
# ruleid: docker-latest
FROM ghcr.io/example/tool:main
# ruleid: docker-latest
FROM debian AS base
# ruleid: docker-latest
FROM ghcr.io/example/tool
# ok: docker-latest
FROM base
# ok: docker-latest
FROM base AS final
# ok: docker-latest
FROM build AS other
# ok: docker-latest
FROM scratch
# ok: docker-latest
FROM node:20-alpine
# ok: docker-latest
FROM python:latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
# ok: docker-latest
FROM alpine@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
# ok: docker-latest
FROM registry.example.org:5000/tool:1.4
# ok: docker-latest
FROM $BASE
# ok: docker-latest
FROM ${BASE}:1.2
# ok: docker-latest
# FROM debian
# ok: docker-latest
RUN echo "FROM debian:latest"
# ok: docker-latest
FROM node:20-slim AS slim
# ok: docker-latest
FROM slim AS broker
# ok: docker-latest
FROM slim
