namespace Saker.Platform.Rollouts;

/// <summary>An arm as its table holds it.</summary>
internal sealed record RolloutArmRow
{
    public required string Rollout { get; init; }

    public long Number { get; init; }

    public required string Name { get; init; }

    public required string Model { get; init; }

    public long Version { get; init; }

    public long Weight { get; init; }

    public long BaseRequests { get; init; }

    public string? OutReason { get; init; }

    public long IsBinding { get; init; }

    public static RolloutArmRow Of(string rollout, RolloutArm arm) => new()
    {
        Rollout = rollout,
        Number = arm.Number,
        Name = arm.Name,
        Model = arm.Model,
        Version = arm.Version,
        Weight = arm.Weight,
        BaseRequests = arm.BaseRequests,
        OutReason = arm.OutReason,
        IsBinding = arm.IsBinding ? 1 : 0,
    };

    public RolloutArm ToArm() => new()
    {
        Number = (int)Number,
        Name = Name,
        Model = Model,
        Version = (int)Version,
        Weight = (int)Weight,
        BaseRequests = BaseRequests,
        OutReason = OutReason,
        IsBinding = IsBinding != 0,
    };
}
