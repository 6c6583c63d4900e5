using Saker.Data;

namespace Saker.Dashboard.Serving.Trying;

/// <summary>What stands in the form, and what came of sending it.</summary>
public sealed record TryState
{
    /// <summary>The row; null for a model of tensors.</summary>
    public TryValues? Values { get; init; }

    /// <summary>The body, for a model of tensors.</summary>
    public string? Body { get; init; }

    public bool WantsExplanation { get; init; } = true;

    public bool WantsCounterfactuals { get; init; }

    /// <summary>Null before it was sent, and where it was refused.</summary>
    public TryAnswer? Answer { get; init; }

    /// <summary>Why it was refused; null where it was not.</summary>
    public string? Fault { get; init; }

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
