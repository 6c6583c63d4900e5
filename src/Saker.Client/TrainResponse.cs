namespace Saker.Client;

/// <summary>A pipeline that was started; its run tells how it goes on.</summary>
public sealed record TrainResponse(string RunId);
