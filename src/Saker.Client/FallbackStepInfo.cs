namespace Saker.Client;

/// <summary>A step of an endpoint's fallback chain.</summary>
/// <param name="Step"><c>primary</c>, <c>previous</c>, <c>rules</c> or <c>constant</c>.</param>
/// <param name="Breaker"><c>closed</c> when it is tried, <c>open</c> while it is left out because it kept failing, <c>halfopen</c> when one request tries it again.</param>
/// <param name="Fault">Why it does not fit the version that serves and is never tried; null when it fits.</param>
public sealed record FallbackStepInfo(string Step, string Breaker, string? Fault = null);
