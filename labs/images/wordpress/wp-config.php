<?php
// 컨테이너의 환경 변수에서 설정을 읽습니다. 이름은 공식 wordpress 이미지와 같습니다.
function gorae_setting( $name, $default ) {
	$file = getenv( $name . '_FILE' );
	if ( $file ) {
		return rtrim( file_get_contents( $file ), "\r\n" );
	}
	$value = getenv( $name );
	return false === $value || '' === $value ? $default : $value;
}

define( 'DB_HOST', gorae_setting( 'WORDPRESS_DB_HOST', 'mysql' ) );
define( 'DB_USER', gorae_setting( 'WORDPRESS_DB_USER', 'root' ) );
define( 'DB_PASSWORD', gorae_setting( 'WORDPRESS_DB_PASSWORD', '' ) );
define( 'DB_NAME', gorae_setting( 'WORDPRESS_DB_NAME', 'wordpress' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
$table_prefix = gorae_setting( 'WORDPRESS_TABLE_PREFIX', 'wp_' );

// 컨테이너를 새로 만들어도 로그인이 이어지도록 데이터베이스의 암호에서 키를 만듭니다.
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $gorae_kind ) {
	define( $gorae_kind . '_KEY', hash_hmac( 'sha256', $gorae_kind . '_KEY', DB_NAME . DB_PASSWORD ) );
	define( $gorae_kind . '_SALT', hash_hmac( 'sha256', $gorae_kind . '_SALT', DB_NAME . DB_PASSWORD ) );
}

// 게시한 포트는 엔진이 고르므로 사이트의 주소는 요청의 Host에서 읽습니다.
if ( isset( $_SERVER['HTTP_HOST'] ) ) {
	define( 'WP_HOME', 'http://' . $_SERVER['HTTP_HOST'] );
	define( 'WP_SITEURL', 'http://' . $_SERVER['HTTP_HOST'] );
}

// 바깥 네트워크 없이 씁니다. 나가는 요청은 기다리지 않고 곧바로 거절합니다.
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISALLOW_FILE_EDIT', true );
define( 'FS_METHOD', 'direct' );
define( 'WPLANG', 'ko_KR' );
define( 'WP_DEBUG', (bool) gorae_setting( 'WORDPRESS_DEBUG', '' ) );

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
