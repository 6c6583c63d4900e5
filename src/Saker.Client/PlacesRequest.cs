namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/places</c>.</summary>
public sealed record PlacesRequest
{
    /// <summary>The stored pictures as rows of numbers, channel by channel and row by row, such as <c>digits/2</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>A column that the model does not take.</summary>
    public string? Target { get; init; }

    /// <summary>The class that is explained, from 0; that with the largest output where left out.</summary>
    public int? Class { get; init; }

    /// <summary>The feature map; the last one of more than one place where left out.</summary>
    public string? Layer { get; init; }
}
