using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>The identifier of a request.</summary>
internal static class IdChecks
{
    private const int LongLength = 8_192;

    public static IEnumerable<Check> All { get; } =
    [
        new("rest.infer.id-echo", "A request's id comes back in the answer.", CheckLevel.Must, Sections.Request, (subject, token) => EchoAsync(subject, "conformance-42", token)),
        new("rest.infer.id-unicode", "An id with quotes, escapes and characters of several bytes comes back as it is.", CheckLevel.Must, Sections.Request, (subject, token) => EchoAsync(subject, "a\"b\\c/\t\n é 中 \U0001F600", token)),
        new("rest.infer.id-absent", "A request without an id is answered.", CheckLevel.Must, Sections.Request, AbsentAsync),
        new("rest.infer.id-case", "An id comes back in its own letter case, and white space stays.", CheckLevel.Must, Sections.General, (subject, token) => EchoAsync(subject, "  MiXeD Case  ", token)),
        new("rest.infer.id-long", "An id of 8,192 characters comes back, or is refused without a fault of the server.", CheckLevel.Should, Sections.Robust, LongAsync),
        new("rest.infer.id-number", "An id that is no text is refused, or given back as it came.", CheckLevel.Should, Sections.Request, NumberAsync),
    ];

    private static async Task<RestExchange> AskAsync(Subject subject, System.Text.Json.Nodes.JsonNode? id, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        if (id is not null)
            body["id"] = id;
        return await subject.InferAsync(body, cancellationToken);
    }

    private static async Task EchoAsync(Subject subject, string id, CancellationToken cancellationToken)
    {
        var answer = InferAnswer.Read(await AskAsync(subject, id, cancellationToken), "the request is valid");
        answer.Exchange.Require(answer.Id == id, answer.Id is null ? "the answer has no id" : $"the id is {JsonSerializer.Serialize(answer.Id)}", $"\"id\": {JsonSerializer.Serialize(id)}");
    }

    private static async Task AbsentAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = InferAnswer.Read(await AskAsync(subject, null, cancellationToken), "the id is optional");
        if (answer.Json.TryGetProperty("id", out var id))
            answer.Exchange.Require(id.ValueKind is JsonValueKind.String or JsonValueKind.Null, $"\"id\" is {id.GetRawText()}", "no id, or a text of the server's own");
    }

    private static async Task LongAsync(Subject subject, CancellationToken cancellationToken)
    {
        var id = new string('i', LongLength);
        var exchange = await AskAsync(subject, id, cancellationToken);
        exchange.RequireNoFault("a long id");
        if (!exchange.IsRefused)
            exchange.Require(InferAnswer.Read(exchange, "").Id == id, "the id is another", "the same id");
    }

    private static async Task NumberAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = await AskAsync(subject, 42, cancellationToken);
        exchange.RequireNoFault("an id is a text");
        if (!exchange.IsRefused)
            exchange.Require(exchange.FindJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("id", out var id) && id.ToString() == "42", "the id is lost", "a refusal, or 42");
    }
}
