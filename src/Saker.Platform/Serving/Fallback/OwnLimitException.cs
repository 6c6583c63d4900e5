namespace Saker.Platform.Serving.Fallback;

/// <summary>A step had no answer within the time that the request itself allowed: that says nothing of the step.</summary>
internal sealed class OwnLimitException(Exception inner) : Exception(inner.Message, inner);
