namespace Saker.Data.Privacy.Keys;

/// <summary>The key ring that somebody names: a file, or what the environment says.</summary>
public static class GivenKeyRing
{
    /// <summary>Names the ring's file where none is given.</summary>
    public const string FileVariable = "SAKER_KEY_RING";

    /// <summary>Holds the keys themselves, in base64 and divided by commas, the active one first.</summary>
    public const string KeysVariable = "SAKER_KEYS";

    /// <summary>The file that is given, else the one that the environment names; null for none.</summary>
    public static string? FileOf(string? given) => given ?? Variable(FileVariable);

    /// <summary>The ring; null where neither a file nor keys are given.</summary>
    /// <param name="file">Its file; null takes what the environment says.</param>
    /// <param name="time">When keys of the environment count as made.</param>
    /// <exception cref="SakerException">There is no such file, or it cannot be read.</exception>
    public static KeyRing? Find(string? file, TimeProvider time)
    {
        if (FileOf(file) is { } path)
            return KeyRing.Open(path);
        return Variable(KeysVariable) is { } keys ? KeyRing.FromText(keys, time) : null;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
