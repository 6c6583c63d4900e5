namespace Saker.Testing.Toys;

/// <summary>
/// Graphs that go on for as long as a value says: y of float32 [n] is x after <c>trips</c> steps (int64 [1]) of a Loop. Of a thousand million steps they take many minutes.
/// </summary>
public static class LoopGraph
{
    /// <summary>A number of steps that no test waits for.</summary>
    public const long Endless = 1_000_000_000;

    /// <summary>Each step adds 1. Written by the helper functions of ONNX for Python: Squeeze(trips), Loop(body: Identity(condition), Add(value, 1)), operator set 17.</summary>
    public static byte[] Adding { get; } = Convert.FromBase64String(
        "CAg6hQIKFAoFdHJpcHMSAnRyIgdTcXVlZXplCrABCgJ0cgoACgF4EgF5IgRMb29wKpsBCgRib2R5Mo8BChQKBGNvbmQSAmNvIghJZGVudGl0eQoTCgNhY2MKA29uZRICYW8iA0FkZBIBYioNEAFCA29uZUoEAACAP1oLCgFpEgYK"
        + "BAgHEgBaDgoEY29uZBIGCgQICRIAWhIKA2FjYxILCgkIARIFCgMSAXBiDAoCY28SBgoECAkSAGIRCgJhbxILCgkIARIFCgMSAXCgAQUSAWdaEAoBeBILCgkIARIFCgMSAW5aEwoFdHJpcHMSCgoICAcSBAoCCAFiEAoBeRILCgkIARIF"
        + "CgMSAW5CBAoAEBE=");

    /// <summary>Each step leaves the value as it is, and has nothing to compute but whether to go on.</summary>
    public static byte[] Idle { get; } = Convert.FromBase64String(
        "CAg64AEKFAoFdHJpcHMSAnRyIgdTcXVlZXplCosBCgJ0cgoACgF4EgF5IgRMb29wKncKBGJvZHkybAoUCgRjb25kEgJjbyIISWRlbnRpdHkSAWJaCwoBaRIGCgQIBxIAWg4KBGNvbmQSBgoECAkSAFoSCgNhY2MSCwoJCAESBQoDEgFw"
        + "YgwKAmNvEgYKBAgJEgBiEgoDYWNjEgsKCQgBEgUKAxIBcKABBRIBZ1oQCgF4EgsKCQgBEgUKAxIBbloTCgV0cmlwcxIKCggIBxIECgIIAWIQCgF5EgsKCQgBEgUKAxIBbkIECgAQEQ==");
}
