namespace Saker.Server.Http.OpenInference;

/// <summary>An output asked for.</summary>
/// <param name="Index">Its position among the model's.</param>
/// <param name="IsBinary">Whether as raw bytes; null as the request says for all.</param>
internal readonly record struct WantedOutput(int Index, bool? IsBinary);
