using System.Text.Json.Serialization;

namespace Saker.Server.Http.OpenInference;

/// <summary>The shape of an answer to an infer request, for the OpenAPI document only.</summary>
internal sealed record InferResultDocument(
    [property: JsonPropertyName("model_name")] string ModelName,
    [property: JsonPropertyName("model_version")] string ModelVersion,
    string Id,
    IReadOnlyList<InferTensorDocument> Outputs)
{
    public const string Example = """{"model_name":"churn","model_version":"1","id":"4bf92f3577b34da6a3ce929d0e0e4736","outputs":[{"name":"label","datatype":"BYTES","shape":[1,1],"data":["Yes"]},{"name":"probability","datatype":"FP32","shape":[1,1],"data":[0.71]}]}""";
}
