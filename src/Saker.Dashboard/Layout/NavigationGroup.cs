using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>Pages for one kind of work.</summary>
internal sealed record NavigationGroup(string Name, IReadOnlyList<NavigationEntry> Entries)
{
    /// <summary>All of the navigation, in its order.</summary>
    public static IReadOnlyList<NavigationGroup> All { get; } =
    [
        new("Build", [new("/experiments", "Experiments", 'x'), new("/runs", "Runs", 'r'), new("/studies", "Studies", 's'), new("/datasets", "Data", 'd'), new("/models", "Models", 'm')]),
        new("Serve", [new("/endpoints", "Endpoints", 'e'), new("/rollouts", "Rollouts", 'u')]),
        new("Watch", [new("/watching", "Watching", 'w'), new("/log", "Log", 'l', Role.Deployer), new("/alerts", "Alerts", 'a')]),
        new("Manage", [new("/audit", "Audit", 'i', Role.Admin), new("/settings", "Settings", 't'), new("/docs", "API", 'p')]),
    ];

    public static NavigationEntry Overview { get; } = new("/", "Overview", 'o');
}
