namespace Saker.Conformance;

/// <summary>Where expectations come from, named as the protocol's text names its sections.</summary>
internal static class Sections
{
    public const string General = "Open Inference Protocol, general: strings are case-sensitive";
    public const string Health = "REST, Health: Server Live, Server Ready, Model Ready";
    public const string Server = "REST, Server Metadata Response JSON Object";
    public const string Model = "REST, Model Metadata Response JSON Object";
    public const string ModelError = "REST, Model Metadata Response JSON Error Object";
    public const string Request = "REST, Inference Request JSON Object";
    public const string Input = "REST, Request Input";
    public const string Output = "REST, Request Output";
    public const string Response = "REST, Inference Response JSON Object";
    public const string ResponseOutput = "REST, Response Output";
    public const string Error = "REST, Inference Response JSON Error Object";
    public const string Parameters = "REST, Parameters";
    public const string Data = "REST, Tensor Data";
    public const string Http = "HTTP semantics (RFC 9110)";
    public const string Json = "JSON (RFC 8259)";
    public const string Robust = "Robustness: a client's mistake is no server's failure";
    public const string Binary = "extension binary_tensor_data";
    public const string Repository = "extension model_repository";
    public const string Statistics = "extension statistics";
    public const string Compression = "HTTP content codings (RFC 9110), as Triton takes them";
    public const string GrpcHealth = "gRPC, Health";
    public const string GrpcMetadata = "gRPC, Metadata";
    public const string GrpcInfer = "gRPC, Inference: ModelInferRequest, ModelInferResponse";
    public const string GrpcRaw = "gRPC, Inference: raw_input_contents";
    public const string GrpcContents = "gRPC, Tensor Data: InferTensorContents";
    public const string GrpcStatus = "gRPC status codes";
    public const string GrpcStream = "extension ModelStreamInfer";
    public const string GrpcHealthService = "extension grpc.health.v1";
}
