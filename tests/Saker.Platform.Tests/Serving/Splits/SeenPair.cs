namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>What a shadow's observer saw of a pair.</summary>
internal sealed record SeenPair(int Primary, int Shadow, int Arm, int Rows, double PrimaryScore, double? ShadowScore, string RequestId, Type? Error);
