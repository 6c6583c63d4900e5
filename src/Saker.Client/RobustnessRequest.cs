namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/robustness</c>.</summary>
public sealed record RobustnessRequest
{
    /// <summary>The stored rows, such as <c>digits/2</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>The column with the true classes, by their places from 0.</summary>
    public string? Target { get; init; }

    /// <summary>The most that any element of an input moves, in units of the input.</summary>
    public double? Epsilon { get; init; }

    /// <summary><c>pgd</c> (default) in several steps, or <c>fgsm</c> in one.</summary>
    public string? Method { get; init; }

    /// <summary>Steps of <c>pgd</c>; 10 by default.</summary>
    public int? Steps { get; init; }

    /// <summary>The least that an element may be; no bound where left out.</summary>
    public double? Low { get; init; }

    /// <summary>The most that an element may be; no bound where left out.</summary>
    public double? High { get; init; }
}
