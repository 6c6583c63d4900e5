namespace Saker.Platform.Maintenance;

/// <summary>A logged model that was deleted, or whose experiment was, and that stays.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Reason">Why, such as <c>churn/3 was registered from it</c>.</param>
public sealed record KeptLoggedModel(string Model, string Reason);
