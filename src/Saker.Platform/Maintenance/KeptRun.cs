namespace Saker.Platform.Maintenance;

/// <summary>A deleted run that stays.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Reason">Why, such as <c>churn/3 was registered from it</c>.</param>
public sealed record KeptRun(string Run, string Reason);
