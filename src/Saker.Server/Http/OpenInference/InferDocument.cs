namespace Saker.Server.Http.OpenInference;

/// <summary>The shape of an infer request, for the OpenAPI document only: requests are read without it.</summary>
internal sealed record InferDocument(string? Id, IReadOnlyList<InferTensorDocument> Inputs, IReadOnlyList<InferOutputDocument>? Outputs)
{
    public const string Example = """{"inputs":[{"name":"tenure","shape":[1,1],"datatype":"INT64","data":[3]},{"name":"Contract","shape":[1,1],"datatype":"BYTES","data":["Month-to-month"]}]}""";
}
