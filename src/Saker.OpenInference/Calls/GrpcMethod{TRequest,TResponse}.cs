using Google.Protobuf;

namespace Saker.OpenInference.Calls;

/// <summary>A method of a service: its name, and how its messages are read.</summary>
/// <param name="Service">With its package, such as <c>inference.GRPCInferenceService</c>.</param>
public sealed record GrpcMethod<TRequest, TResponse>(string Service, string Name, MessageParser<TRequest> Requests, MessageParser<TResponse> Responses)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    /// <summary>Where it is called: <c>/Service/Name</c>.</summary>
    public string Path { get; } = $"/{Service}/{Name}";
}
