namespace Saker.Platform.Artifacts.Blobs;

/// <summary>What an encrypted blob is bound to.</summary>
internal static class BlobPlace
{
    public static string Of(string hash) => $"blobs/{hash}";
}
