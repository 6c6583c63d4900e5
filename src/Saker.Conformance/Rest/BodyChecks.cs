using System.Text;
using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Bodies that are no infer request.</summary>
internal static class BodyChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.body.empty", "An empty body is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, _ => "", "there is no request", token)),
        new("rest.body.malformed", "A body that is no JSON is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, body => body.Replace(':', ';'), "it is no JSON", token)),
        new("rest.body.truncated", "A body that ends too early is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, body => body[..^2], "it is cut short", token)),
        new("rest.body.trailing", "A body with something after the JSON is refused.", CheckLevel.Should, Sections.Json, (subject, token) => RefusedAsync(subject, body => body + "}x", "there is something after it", token)),
        new("rest.body.array", "A body that is an array is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, body => $"[{body}]", "a request is an object", token)),
        new("rest.body.null", "A body that is null is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, _ => "null", "a request is an object", token)),
        new("rest.body.no-inputs", "A request without \"inputs\" is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, _ => "{}", "\"inputs\" is not optional", token)),
        new("rest.body.inputs-object", "\"inputs\" that is an object is refused.", CheckLevel.Must, Sections.Request, (subject, token) => RefusedAsync(subject, _ => "{\"inputs\":{}}", "\"inputs\" is an array", token)),
        new("rest.body.inputs-empty", "Empty \"inputs\" for a model that has inputs is refused.", CheckLevel.Must, Sections.Model, EmptyInputsAsync),
        new("rest.body.outputs-text", "\"outputs\" that is a text is refused.", CheckLevel.Should, Sections.Request, (subject, token) => WithAsync(subject, body => body["outputs"] = "all", "\"outputs\" is an array", token)),
        new("rest.body.parameters-text", "\"parameters\" that is a text is refused.", CheckLevel.Should, Sections.Parameters, (subject, token) => WithAsync(subject, body => body["parameters"] = "a", "\"parameters\" is an object", token)),
        new("rest.body.deep", "10,000 nested arrays are refused without a fault of the server.", CheckLevel.Should, Sections.Robust, DeepAsync),
        new("rest.body.not-utf8", "A body that is no UTF-8 is refused without a fault of the server.", CheckLevel.Should, Sections.Json, NotUtf8Async),
    ];

    private static async Task RefusedAsync(Subject subject, Func<string, string> change, string why, CancellationToken cancellationToken) =>
        (await subject.Rest.PostTextAsync(subject.InferPath, change(subject.Sample.ToJson().ToJsonString()), cancellationToken)).RequireRefused(why);

    private static async Task WithAsync(Subject subject, Action<JsonObject> change, string why, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        change(body);
        (await subject.InferAsync(body, cancellationToken)).RequireRefused(why);
    }

    private static Task EmptyInputsAsync(Subject subject, CancellationToken cancellationToken) => subject.Model.Inputs.Count == 0
        ? throw new CheckSkippedException("the model has no inputs")
        : RefusedAsync(subject, _ => "{\"inputs\":[]}", "inputs are missing", cancellationToken);

    private static async Task DeepAsync(Subject subject, CancellationToken cancellationToken)
    {
        const int depth = 10_000;
        _ = subject.Sample;
        var answer = await subject.Rest.PostTextAsync(subject.InferPath, "{\"inputs\":" + new string('[', depth) + new string(']', depth) + "}", cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused("it is no infer request");
    }

    private static async Task NotUtf8Async(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        body["id"] = "@@";
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var at = bytes.AsSpan().IndexOf("@@"u8);
        bytes[at] = 0xFF;
        bytes[at + 1] = 0xFE;
        var answer = await subject.Rest.PostAsync(subject.InferPath, bytes, [("Content-Type", "application/json")], cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused("JSON is in UTF-8");
    }
}
