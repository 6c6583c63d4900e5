namespace Saker.Platform.Serving.Splits;

/// <summary>What an endpoint's further arms get of its requests.</summary>
public enum SplitKind
{
    /// <summary>Each request is answered by the arm that its key falls to.</summary>
    Split,

    /// <summary>The control answers everything; candidates get copies, whose answers nobody sees.</summary>
    Shadow,
}
