namespace Saker.Data.Profiles;

/// <summary>Mergeable summary of rows.</summary>
public sealed class Profile
{
}
