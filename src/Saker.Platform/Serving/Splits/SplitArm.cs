namespace Saker.Platform.Serving.Splits;

/// <summary>One of the versions that an endpoint's requests are split between.</summary>
public sealed record SplitArm
{
    /// <summary>What people call it: <c>control</c>, <c>candidate</c>; told in the answer's header <c>x-saker-arm</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The registered model.</summary>
    public required string Model { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>
    /// Its share of the keys in basis points, 0 to 10,000. With 0 it takes no request and is only kept in memory. In a shadow: the share of
    /// requests of which a candidate gets copies.
    /// </summary>
    public int Weight { get; init; }

    /// <summary>
    /// Which keys are its own, as ranges of basis points such as <c>0-499,9000-9499</c>; null where they follow from the weights. See <see cref="EndpointSplit.WithWeights"/>.
    /// </summary>
    public string? Slots { get; init; }
}
