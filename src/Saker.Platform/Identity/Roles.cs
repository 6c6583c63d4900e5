using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>Roles as words.</summary>
public static class Roles
{
    /// <summary>Every role, the least first.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.Viewer, Role.User, Role.Deployer, Role.Admin];

    /// <summary>The role as users write it, such as <c>deployer</c>.</summary>
    public static string Word(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.User => "user",
        Role.Deployer => "deployer",
        _ => "admin",
    };

    /// <summary>The role of that name; null when there is none.</summary>
    public static Role? Find(string? word)
    {
        foreach (var role in All)
            if (string.Equals(role.Word(), word, StringComparison.OrdinalIgnoreCase))
                return role;
        return null;
    }

    /// <exception cref="SakerException">There is no such role; the message names them.</exception>
    public static Role Parse(string? word) => Find(word)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"'{word}' is no role; there are {string.Join(", ", All.Select(role => role.Word()))}.", "role");
}
