namespace Saker.Platform.Pipelines.Policies;

/// <summary>How a retrained version comes to the endpoint.</summary>
public enum Promotion
{
    /// <summary>Somebody approves.</summary>
    Ask,

    /// <summary>By itself when its gates, one of which asks whether it is better than the champion, are passed; somebody approves otherwise.</summary>
    Automatic,
}
