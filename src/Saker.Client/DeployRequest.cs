namespace Saker.Client;

/// <summary>The body of <c>POST /api/endpoints</c>.</summary>
/// <param name="Name">The endpoint, made when there is none of that name.</param>
/// <param name="Model">The version to serve: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest. An endpoint of an alias follows it.</param>
public sealed record DeployRequest(string Name, string Model)
{
    /// <summary>Why a version is deployed although its gates did not pass, where the model requires them; null does not override.</summary>
    public string? Override { get; init; }
}
