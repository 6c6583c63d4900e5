using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>A good answer to an infer request, its outputs by name.</summary>
internal sealed class InferAnswer
{
    private const string Expected = "status 200 and a JSON object {\"model_name\", \"outputs\": [{\"name\", \"shape\", \"datatype\", \"data\"}]}";
    private const double Tolerance = 1e-4;

    private InferAnswer(RestExchange exchange, JsonElement json, IReadOnlyList<OutputTensor> outputs)
    {
        Exchange = exchange;
        Json = json;
        Outputs = outputs;
    }

    public RestExchange Exchange { get; }

    public JsonElement Json { get; }

    public IReadOnlyList<OutputTensor> Outputs { get; }

    public string? Id => Text("id");

    public string? ModelName => Text("model_name");

    public string? ModelVersion => Text("model_version");

    public IEnumerable<string> Names => Outputs.Select(output => output.Name);

    /// <summary>Reads an answer whose data is JSON; ends the check where it is no good answer.</summary>
    public static InferAnswer Read(RestExchange exchange, string why)
    {
        exchange.RequireStatus(200, why);
        var json = exchange.Object(Expected);
        exchange.Require(json.TryGetProperty("outputs", out var array) && array.ValueKind == JsonValueKind.Array, "the answer has no array \"outputs\"", Expected);
        List<OutputTensor> outputs = [];
        foreach (var element in array.EnumerateArray())
        {
            var output = OutputTensor.Parse(element);
            exchange.Require(output is not null, $"an output is not as described: {ShownText.Of(element.GetRawText())}", Expected);
            outputs.Add(output);
        }
        return new InferAnswer(exchange, json, outputs);
    }

    /// <summary>Ends the check unless the other answer has the same outputs; numbers may differ as another batch size makes them differ.</summary>
    public void RequireSame(InferAnswer other, string why)
    {
        Exchange.Require(Names.ToHashSet().SetEquals(other.Names), $"the outputs are {string.Join(", ", Names)}", $"outputs {string.Join(", ", other.Names)}: {why}");
        foreach (var output in Outputs)
        {
            var wanted = other.Outputs.First(candidate => candidate.Name == output.Name);
            Exchange.Require(output.Data.Count == wanted.Data.Count, $"output '{output.Name}' has {output.Data.Count} values", $"{wanted.Data.Count} values: {why}");
            for (var i = 0; i < output.Data.Count; i++)
            {
                if (!IsSame(output.Data[i], wanted.Data[i]))
                    Exchange.Fail($"output '{output.Name}' has {output.Data[i].GetRawText()} at {i}", $"{wanted.Data[i].GetRawText()}: {why}");
            }
        }
    }

    /// <summary>This answer with one of its outputs.</summary>
    public InferAnswer Only(string name) => new(Exchange, Json, [.. Outputs.Where(output => output.Name == name)]);

    public bool HasSameValues(InferAnswer other)
    {
        try
        {
            RequireSame(other, "");
            return true;
        }
        catch (CheckFailedException)
        {
            return false;
        }
    }

    private static bool IsSame(JsonElement left, JsonElement right) => left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number
        ? Math.Abs(left.GetDouble() - right.GetDouble()) <= Tolerance * Math.Max(1, Math.Abs(right.GetDouble()))
        : left.GetRawText() == right.GetRawText();

    private string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
