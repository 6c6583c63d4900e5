using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Gates;

/// <summary>What all gates said of a candidate.</summary>
public sealed record GateReport
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Whether every gate was passed.</summary>
    public bool Passed => Gates.All(gate => gate.Outcome == GateOutcome.Passed);

    /// <summary>What was judged: <c>churn/3</c>, a run's model, or a folder.</summary>
    public required string Candidate { get; init; }

    /// <summary>SHA-256 of the candidate's folder.</summary>
    public required string Hash { get; init; }

    /// <summary>What it was judged on, in words.</summary>
    public required string Data { get; init; }

    public required int RowCount { get; init; }

    /// <summary>The column with the answers; null in reports that did not keep it.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counted as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows these were, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    public required DateTimeOffset JudgedAt { get; init; }

    /// <summary>SHA-256 of what was asked, see <see cref="GateSuite.Hash"/>.</summary>
    public required string Suite { get; init; }

    /// <summary>What is to be known of the judgement beside the gates, such as that the model learned from these rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every gate, in the order of the suite.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>The names of those that were not passed.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Failed => [.. Gates.Where(gate => gate.Outcome != GateOutcome.Passed).Select(gate => gate.Name)];

    /// <summary>The report as the registry keeps it.</summary>
    public NewVerdict ToVerdict() => new() { Passed = Passed, Suite = Suite, Target = Target, Positive = Positive, Dataset = Dataset, Failed = Failed, Report = ToJson() };

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static GateReport FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<GateReport>(json, s_json) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The report of the gates cannot be read: {exception.Message}", inner: exception);
        }
    }
}
