using Saker.Platform.Identity;

namespace Saker.Platform.Registry;

/// <summary>Who must approve moves of an alias, as its table has it.</summary>
internal sealed record ProtectionRow
{
    public const string Fields = "model, alias, role, approval_count AS ApprovalCount";

    public required string Model { get; init; }

    public required string Alias { get; init; }

    public required string Role { get; init; }

    public long ApprovalCount { get; init; }

    public AliasProtection ToProtection() => new() { Model = Model, Alias = Alias, Role = Roles.Parse(Role), Count = (int)ApprovalCount };
}
