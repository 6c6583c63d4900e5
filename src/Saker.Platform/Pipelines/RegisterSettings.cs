namespace Saker.Platform.Pipelines;

/// <summary>Where a model is registered.</summary>
/// <param name="Model">The registered model's name.</param>
/// <param name="Alias">The alias that moves to the new version; null for none.</param>
public sealed record RegisterSettings(string Model, string? Alias = null);
