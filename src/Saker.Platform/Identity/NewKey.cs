namespace Saker.Platform.Identity;

/// <summary>A key that was just made: the only moment when its text is known.</summary>
/// <param name="Key">What is remembered of it.</param>
/// <param name="Text">What a caller presents; nobody can find it out again.</param>
public sealed record NewKey(ApiKey Key, string Text)
{
    // A record prints its members; a secret must not come into a log that way.
    public override string ToString() => $"{nameof(NewKey)} {Key.Id}";
}
