namespace Saker.Platform.Alerts;

/// <summary>What becomes of an alert.</summary>
/// <param name="Alert">As it is now.</param>
/// <param name="Kind">What is to be noted of it, as <see cref="AlertEvent.Kind"/>; null when nothing is.</param>
/// <param name="Note">What there is to say of it.</param>
/// <param name="IsDropped">It was only pending, and nothing came of it.</param>
internal sealed record AlertChange(Alert Alert, string? Kind = null, string? Note = null, bool IsDropped = false);
