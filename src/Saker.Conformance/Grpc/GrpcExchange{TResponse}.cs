using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.Conformance.Grpc;

/// <summary>A gRPC call and what it gave: a message, or a status that is not OK.</summary>
internal sealed class GrpcExchange<TResponse>(string method, IMessage request, TResponse? response, GrpcStatus status) : Exchange
    where TResponse : class, IMessage
{
    public override string Sent => ShownText.Of($"{method}\n{JsonFormatter.Default.Format(request)}");

    public override string Received => ShownText.Of($"{status.Code} {status.Message}\n{(response is null ? "(no message)" : JsonFormatter.Default.Format(response))}");

    public GrpcStatus Status => status;

    public TResponse? Response => response;

    /// <summary>The message; ends the check where the call was refused.</summary>
    public TResponse RequireOk(string why)
    {
        Require(response is not null, $"the status is {status.Code}: {status.Message}", $"OK: {why}");
        return response;
    }

    public void RequireRefused(string why) => Require(!status.IsOk, "the call was answered with OK", $"a status that is not OK: {why}");

    /// <summary>Ends the check unless the status is one that tells the client of its mistake, not of the server's.</summary>
    public void RequireClientStatus(string why) =>
        Require(status.Code is not (GrpcStatusCode.Internal or GrpcStatusCode.Unknown or GrpcStatusCode.DataLoss or GrpcStatusCode.Unavailable), $"the status is {status.Code}: {status.Message}", $"INVALID_ARGUMENT, NOT_FOUND or the like: {why}");
}
