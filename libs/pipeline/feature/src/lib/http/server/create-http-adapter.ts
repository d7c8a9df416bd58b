import { FastifyAdapter } from '@nestjs/platform-fastify';
import { fastify } from 'fastify';
