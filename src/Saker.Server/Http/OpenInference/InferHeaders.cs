namespace Saker.Server.Http.OpenInference;

/// <summary>Headers and types of Open Inference over HTTP.</summary>
internal static class InferHeaders
{
    /// <summary>How much of a body is JSON; the rest are the bytes of binary tensors.</summary>
    public const string JsonLength = "Inference-Header-Content-Length";

    public const string Json = "application/json";

    public const string Binary = "application/octet-stream";
}
