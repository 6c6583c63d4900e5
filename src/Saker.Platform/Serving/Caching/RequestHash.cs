namespace Saker.Platform.Serving.Caching;

/// <summary>Hashes a request's key.</summary>
internal delegate int RequestHash(ReadOnlySpan<byte> key);
