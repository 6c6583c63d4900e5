using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Keeps what follows a protected alias, or one that requires gates, from being turned to something that nobody approved. Within a write.</summary>
internal static class AliasGuard
{
    /// <param name="session">The write.</param>
    /// <param name="model">The model.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="follower">What follows the alias, in words.</param>
    /// <param name="by">Who would have it follow no longer; null for the user of this process, who may.</param>
    /// <exception cref="SakerException">The alias is protected or requires gates, and the caller's role is less than that of those who approve its moves or may override (forbidden).</exception>
    public static async Task RequireMayLeaveAsync(Session session, string model, string alias, string follower, Actor? by)
    {
        if (by is null)
            return;
        if (await GateGuard.FindRoleAsync(session, model, alias) is { } overrider && by.Role < overrider)
        {
            throw new SakerException(
                ErrorKind.Forbidden,
                $"The {follower} follows {model}@{alias}, which requires gates: what it serves changes when {model}@{alias} moves, and '{by.Name}' needs the role '{overrider.Word()}' to have it serve anything else. Move the alias to a version whose gates passed: saker models alias {model} {alias} VERSION, or PUT /api/models/{model}/aliases/{alias}.",
                "model");
        }
        if (await session.ScalarAsync<string?>("SELECT role FROM alias_protections WHERE model = @model AND alias = @alias", new { model, alias }) is not { } role)
            return;
        if (by.Role < Roles.Parse(role))
        {
            throw new SakerException(
                ErrorKind.Forbidden,
                $"The {follower} follows {model}@{alias}, which is protected: what it serves changes when {model}@{alias} moves, and '{by.Name}' needs the role '{role}' to have it serve anything else. Move the alias, which asks for approval: saker models alias {model} {alias} VERSION, or PUT /api/models/{model}/aliases/{alias}.",
                "model");
        }
    }
}
