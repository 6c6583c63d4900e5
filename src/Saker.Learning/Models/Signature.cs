using System.Text.Json.Serialization;

namespace Saker.Learning.Models;

/// <summary>The typed names that a model takes and gives. The input guard, the OpenAPI page and the dashboard's form come from it.</summary>
public sealed record Signature
{
    /// <summary>The raw columns that the model takes, in the order of training.</summary>
    public required IReadOnlyList<SignatureColumn> Inputs { get; init; }

    /// <summary>What it gives, in order.</summary>
    public required IReadOnlyList<SignatureColumn> Outputs { get; init; }

    /// <summary>Whether some input is a tensor and not a column, so that rows of a table cannot be asked about.</summary>
    [JsonIgnore]
    public bool TakesTensors => Inputs.Any(input => input.Shape is not null);

    public SignatureColumn? FindInput(string name) => Inputs.FirstOrDefault(input => input.Name == name);
}
