using System.Net;

namespace Saker.Server.Hosting;

/// <summary>Where gRPC is listened for. A type of its own, by which <see cref="GrpcSockets"/> knows it.</summary>
internal sealed class GrpcEndPoint(IPAddress address, int port) : IPEndPoint(address, port);
