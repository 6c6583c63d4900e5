namespace Saker.Client;

/// <summary>Pictures explained by Grad-CAM.</summary>
public sealed record PlacesInfo(IReadOnlyList<PlacesRowInfo> Rows);
