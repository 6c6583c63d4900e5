namespace Saker.Learning.Models;

/// <summary>What people say of a model: <c>card:</c> of a pipeline file. Nothing of it can be measured.</summary>
public sealed record CardNotes
{
    public static CardNotes None { get; } = new();

    /// <summary>What it is for, in a sentence or two.</summary>
    public string? Purpose { get; init; }

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>What it must not be used for, and what is known to be weak.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Who answers for it.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Where more stands: licences, papers, tickets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
