namespace Saker.Dashboard.Settings;

/// <summary>A field of a receiver's form.</summary>
/// <param name="Key">As in files of alerts.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Meaning">What to write.</param>
public sealed record ReceiverField(string Key, string Label, string Meaning)
{
    /// <summary>Whether it is never shown again.</summary>
    public bool IsSecret { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Whether it holds several, parted by commas.</summary>
    public bool IsList { get; init; }

    /// <summary>What there is to choose from; empty where anything may be written.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What it holds at first.</summary>
    public string Standard { get; init; } = "";
}
