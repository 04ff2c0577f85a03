// Loaded before each test file: a CommonJS add-on of Nest that is required first would otherwise meet an ES module cycle.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
