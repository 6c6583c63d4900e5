using Microsoft.Extensions.Logging;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>What gRPC calls log beyond what all requests do.</summary>
internal static partial class GrpcLog
{
    [LoggerMessage(EventId = 1150, Level = LogLevel.Debug, Message = "{Path} refused with {Code}: {Reason}")]
    public static partial void CallRefused(this ILogger logger, string path, GrpcStatusCode code, string reason);
}
