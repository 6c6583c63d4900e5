namespace Saker.Client;

/// <summary>The body of <c>GET /api/models/{name}/aliases/{alias}/history</c>: the moves of an alias, the newest first.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Moves">All of them; or with <c>at</c> those that held then.</param>
public sealed record AliasHistory(string Model, string Alias, IReadOnlyList<AliasMoveInfo> Moves);
