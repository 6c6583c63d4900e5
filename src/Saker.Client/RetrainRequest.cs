namespace Saker.Client;

/// <summary>That an endpoint's model is to be trained again.</summary>
public sealed record RetrainRequest
{
    /// <summary>Why, in the words of whoever asks.</summary>
    public string? Reason { get; init; }
}
