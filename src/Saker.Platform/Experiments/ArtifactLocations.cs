using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>Where an experiment's artifacts may be told to go.</summary>
internal static class ArtifactLocations
{
    private const int MaxLength = 256;

    /// <exception cref="SakerException">It is no place for artifacts.</exception>
    public static void Check(string location)
    {
        const string field = "artifact_location";
        if (location.Length > MaxLength)
            throw new SakerException(ErrorKind.InvalidInput, $"'{field}' exceeds the maximum length of {MaxLength} characters", field);
        if (location.StartsWith("runs:", StringComparison.OrdinalIgnoreCase))
            throw new SakerException(ErrorKind.InvalidInput, $"Artifact location cannot be a runs:/ URI. Given: '{location}'", field);
        var path = location.Split('?', '#')[0];
        if (location.Contains('#', StringComparison.Ordinal) || Uri.UnescapeDataString(path).Split('/', '\\').Contains(".."))
            throw new SakerException(ErrorKind.InvalidInput, $"Artifact location '{location}' must have no '..' and no fragment.", field);
    }
}
