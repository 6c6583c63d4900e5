namespace Saker.Client;

/// <summary>A kind of signal.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Of its value.</param>
/// <param name="Description">What it says.</param>
public sealed record SignalInfo(string Name, string Unit, string Description);
