using System.Text.Json.Nodes;
using Saker.Data.Checks;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour;

/// <summary>Something that must hold of a model's answers.</summary>
public abstract record BehaviourTest
{
    /// <summary>The public name of its kind, as in files: <c>monotonicity</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its own name; null for one made of the kind and its columns.</summary>
    public string? Title { get; init; }

    public Severity Severity { get; init; }

    /// <summary>The share of rows that may break it, 0 to 1.</summary>
    public double Allowed { get; init; }

    /// <summary>What must hold, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>The inputs that it is about; empty for all.</summary>
    public virtual IReadOnlyList<string> Columns => [];

    /// <summary>What of it cannot be asked of a model of this signature: the key, and why.</summary>
    internal abstract IEnumerable<(string Key, string Message)> Check(Signature signature);

    /// <summary>How many rows it asks a model about at most, where there are <paramref name="rowCount"/>, and the key that decides how often each is asked.</summary>
    internal virtual (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("test", rowCount);

    internal abstract Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken);

    /// <summary>Writes its own settings that are not at their default, as files have them.</summary>
    internal abstract void Describe(JsonObject described);

    /// <summary>Names the columns that are no inputs.</summary>
    private protected static IEnumerable<(string Key, string Message)> CheckInputs(Signature signature, IEnumerable<string> columns, string key) =>
        columns.Where(column => signature.FindInput(column) is null)
            .Select(column => (key, $"'{column}' is no input of the model.{Preparation.NearNames.Advise(column, [.. signature.Inputs.Select(input => input.Name)])}"));
}
