using System.Net;
using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>An HTTP request and its answer.</summary>
internal sealed class RestExchange(string sent, HttpStatusCode status, IReadOnlyDictionary<string, string> headers, byte[] body) : Exchange
{
    private JsonElement? _json;

    public override string Sent => sent;

    public override string Received => $"{(int)status} {status}\n{string.Join('\n', headers.Where(header => s_shown.Contains(header.Key)).Select(header => $"{header.Key}: {header.Value}"))}\n{ShownText.Of(body)}";

    private static readonly HashSet<string> s_shown = new(StringComparer.OrdinalIgnoreCase) { "Content-Type", "Content-Length", "Content-Encoding", RestDoor.BinaryHeader, "Allow" };

    public int Status => (int)status;

    public bool IsRefused => Status >= 400;

    public byte[] Body => body;

    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>The body as JSON, or null where it is none.</summary>
    public JsonElement? FindJson()
    {
        if (_json is null)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                _json = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return null;
            }
        }
        return _json;
    }

    /// <summary>The body as a JSON object; ends the check where it is none.</summary>
    public JsonElement Object(string expected)
    {
        var json = FindJson();
        Require(json is { ValueKind: JsonValueKind.Object }, "the body is no JSON object", expected);
        return json.Value;
    }

    public void RequireStatus(int expected, string why) => Require(Status == expected, $"the status is {Status}", $"status {expected}: {why}");

    /// <summary>Any error status will do: the protocol asks for "an HTTP error status (typically 400)".</summary>
    public void RequireRefused(string why) => Require(IsRefused, $"the request was answered with status {Status}", $"an error status, 400 or above: {why}");

    /// <summary>A server may take or refuse it, but must not break over it.</summary>
    public void RequireNoFault(string why) => Require(Status < 500, $"the status is {Status}", $"an answer, or an error status of 400 to 499: {why}");

    /// <summary>Whether the body is what every refusal carries: <c>{"error": "text"}</c>.</summary>
    public bool HasError => FindJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String && error.GetString()!.Length > 0;
}
