namespace Saker.Data.Profiles;

/// <summary>The error of whoever reads what is no stored profile.</summary>
internal static class ProfileFault
{
    public static SakerException Wrong(string why, Exception? inner = null) => new(ErrorKind.InvalidInput, $"This is not a profile: {why}", "profile", inner);
}
