namespace Saker.Testing.Requests;

/// <summary>A request made by <see cref="RequestMutator"/>.</summary>
/// <param name="Body">What is sent.</param>
/// <param name="JsonLength">What its header says of how much is JSON; null without the header.</param>
public sealed record MutatedRequest(byte[] Body, string? JsonLength);
